/** Shapes with a name of their own in the OpenAPI document, and so in the SDK. */
import { z } from 'zod'

/**
 * Names shapes: the document tells each once, and refers to it wherever it is used. The form in which
 * one is sent, where defaults may be left out, is named with `Input` behind.
 */
export function nameShapes(shapes: Readonly<Record<string, z.ZodType>>): void {
  for (const [id, shape] of Object.entries(shapes)) z.globalRegistry.add(shape, { id })
}
