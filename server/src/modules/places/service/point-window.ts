/** The points of a tree inside a box. */
import type { Box } from '../../../kernel/geo.ts'
import { LEAF_POINTS, type PointLayer } from './point-tree.ts'

/**
 * Calls `visit` for points inside a box: all of them while there are at most about `visitsMax`, else an
 * even share. The choice depends on the tree alone, so the same box shows the same points again.
 *
 * @returns how many points one visited point stands for, 1 when all were visited
 */
export function visitWindow(
  tree: PointLayer,
  box: Box,
  visitsMax: number,
  visit: (slot: number) => void,
): number {
  const ranges: [left: number, right: number][] = []
  let inside = 0
  collect(tree, box, (left, right) => {
    inside += right - left + 1
    ranges.push([left, right])
  })
  const stride = Math.max(1, Math.ceil(inside / visitsMax))
  for (const [left, right] of ranges) {
    // By absolute position, so that neighbouring ranges do not all offer their first point.
    const first = Math.ceil(left / stride) * stride
    for (let at = first; at <= right; at += stride) visit(tree.slots[at] ?? 0)
  }
  return stride
}

/** Finds the ranges of tree positions that lie inside a box. */
function collect(tree: PointLayer, box: Box, found: (left: number, right: number) => void): void {
  const { coords } = tree
  const isIn = (at: number) => {
    const lng = coords[at * 2] ?? 0
    const lat = coords[at * 2 + 1] ?? 0
    return lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north
  }
  const go = (left: number, right: number, axis: 0 | 1, area: Box): void => {
    if (left > right) return
    const isWhole =
      area.west >= box.west &&
      area.east <= box.east &&
      area.south >= box.south &&
      area.north <= box.north
    if (isWhole) {
      found(left, right)
      return
    }
    if (right - left <= LEAF_POINTS) {
      for (let at = left; at <= right; at += 1) if (isIn(at)) found(at, at)
      return
    }
    const middle = (left + right) >> 1
    if (isIn(middle)) found(middle, middle)
    const split = coords[middle * 2 + axis] ?? 0
    const [min, max] = axis === 0 ? [box.west, box.east] : [box.south, box.north]
    if (min <= split) {
      go(left, middle - 1, axis === 0 ? 1 : 0, {
        ...area,
        ...(axis === 0 ? { east: split } : { north: split }),
      })
    }
    if (max >= split) {
      go(middle + 1, right, axis === 0 ? 1 : 0, {
        ...area,
        ...(axis === 0 ? { west: split } : { south: split }),
      })
    }
  }
  go(0, tree.size - 1, 0, { west: -Infinity, south: -Infinity, east: Infinity, north: Infinity })
}
