/** A factor of the size on paper (96 points to the inch), or as wide as there is room. */
export type Zoom = number | 'width';

/** Paper of this width in so much room, both in CSS pixels. Never larger than twice its size: a narrow page on a wide screen is read, not looked at. */
export function scaleOf(zoom: Zoom, paperWidth: number, room: number): number {
  if (zoom !== 'width') return zoom;
  if (paperWidth <= 0 || room <= 0) return 1;
  return Math.min(2, room / paperWidth);
}
