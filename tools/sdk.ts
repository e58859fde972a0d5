/** Writes the types of the SDK from the OpenAPI document. */

type Schema = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly not?: Schema
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly $ref?: string
}
type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly schema: Schema
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>
type Operation = {
  readonly summary?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content; readonly required?: boolean }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
  readonly 'x-access'?: string
  readonly 'x-idempotent'?: boolean
}
/** As much of an OpenAPI 3.1 document as we write and read. */
export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const REF = '#/components/schemas/'

/** The same document with every named shape written out where it is used. */
export function spelledOut(document: OpenApi): OpenApi {
  const spelled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(spelled)
    if (typeof value !== 'object' || value === null) return value
    if ('$ref' in value && typeof value.$ref === 'string') {
      return spelled(document.components.schemas[value.$ref.slice(REF.length)])
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, spelled(part)]))
  }
  return { ...document, paths: spelled(document.paths) as OpenApi['paths'] }
}

/** The operations of a document, in the order of their addresses. */
export function operationsOf(document: OpenApi): readonly (readonly [string, Operation])[] {
  return Object.entries(document.paths)
    .flatMap(([url, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method.toUpperCase()} ${url}`, operation] as const,
      ),
    )
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
}

/** The text of `sdk/calls.ts`. */
export function sdkOf(document: OpenApi): string {
  const calls = operationsOf(document).map(([name, operation]) => {
    const summary = operation.summary ? `  /** ${operation.summary}. */\n` : ''
    return `${summary}  '${name}': ${callOf(operation)}`
  })
  const keyed = operationsOf(document)
    .filter(([, operation]) => operation['x-idempotent'])
    .map(([name]) => `  '${name}',`)
  return [
    '/** Every call of the API, as the server declares it. Made by `npm run generate`; not by hand. */',
    '',
    '/* eslint-disable */',
    ...shapesOf(document).map(([name, type]) => `export type ${name} = ${type}\n`),
    'export type Calls = {',
    ...calls,
    '}',
    '',
    '/** The writes that ask for an Idempotency-Key. */',
    'export const keyedCalls: ReadonlySet<string> = new Set<keyof Calls>([',
    ...keyed,
    '])',
    '',
  ].join('\n')
}

/** The named shapes that calls speak of, and those that these speak of. */
function shapesOf(document: OpenApi): readonly (readonly [string, string])[] {
  const wanted = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('$ref' in value && typeof value.$ref === 'string') {
      const name = value.$ref.slice(REF.length)
      if (wanted.has(name)) return
      wanted.add(name)
      look(document.components.schemas[name])
    }
    Object.values(value).forEach(look)
  }
  look(document.paths)
  return [...wanted].toSorted().map((name) => {
    return [name, typeOf(document.components.schemas[name] ?? {}, 0)] as const
  })
}

function callOf(operation: Operation): string {
  const parts: string[] = []
  const ofPlace = (place: string) => (operation.parameters ?? []).filter((p) => p.in === place)
  const params = ofPlace('path')
  if (params.length > 0) parts.push(`params: ${parametersOf(params, true)}`)
  const query = ofPlace('query')
  if (query.length > 0) {
    const isOptional = query.every((parameter) => !parameter.required)
    parts.push(`query${isOptional ? '?' : ''}: ${parametersOf(query, false)}`)
  }
  const body = operation.requestBody?.content['application/json']?.schema
  if (body) parts.push(`body: ${typeOf(body, 2)}`)
  else if (operation.requestBody) parts.push('body: Blob')
  const answered = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))
  const content = Object.values(answered?.[1].content ?? {})[0]
  const isEmpty = answered?.[0] === '204' || !content
  parts.push(`reply: ${isEmpty ? 'undefined' : typeOf(content.schema, 2)}`)
  return `{\n${parts.map((part) => `    ${part}`).join('\n')}\n  }`
}

function parametersOf(parameters: readonly Parameter[], areAllRequired: boolean): string {
  const parts = parameters.map(({ name, required, schema }) => {
    const type = typeOf(schema, 2)
    return `${keyOf(name)}${areAllRequired || required ? '' : '?'}: ${type}`
  })
  return `{ ${parts.join('; ')} }`
}

function typeOf(schema: Schema, depth: number): string {
  if (schema.$ref) return schema.$ref.slice(REF.length)
  if (schema.const !== undefined) return JSON.stringify(schema.const).replaceAll('"', "'")
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v).replaceAll('"', "'")).join(' | ')
  const either = schema.anyOf ?? schema.oneOf
  if (either) return [...new Set(either.map((part) => typeOf(part, depth)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((part) => typeOf(part, depth)).join(' & ')
  if (Array.isArray(schema.type)) {
    const types = schema.type as readonly string[]
    return types.map((type) => typeOf({ ...schema, type }, depth)).join(' | ')
  }
  switch (schema.type) {
    case 'string':
      return 'string'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      if (schema.prefixItems) {
        return `[${schema.prefixItems.map((part) => typeOf(part, depth)).join(', ')}]`
      }
      return arrayOf(typeOf(schema.items ?? {}, depth))
    case 'object':
      return objectOf(schema, depth)
    case undefined:
    default:
      return 'unknown'
  }
}

const arrayOf = (item: string) => (/[|&]/.test(item) ? `(${item})[]` : `${item}[]`)

function objectOf(schema: Schema, depth: number): string {
  const properties = Object.entries(schema.properties ?? {})
  const { additionalProperties } = schema
  if (properties.length === 0) {
    const isOpen = typeof additionalProperties === 'object'
    return `{ [key: string]: ${isOpen ? typeOf(additionalProperties, depth) : 'unknown'} }`
  }
  const indent = '  '.repeat(depth + 1)
  const lines = properties.map(([key, part]) => {
    const isRequired = schema.required?.includes(key)
    return `${indent}${keyOf(key)}${isRequired ? '' : '?'}: ${typeOf(part, depth + 1)}`
  })
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

const keyOf = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`)
