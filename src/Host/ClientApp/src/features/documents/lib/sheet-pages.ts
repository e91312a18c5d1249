export interface SheetPage {
  section: number;
  /** Where in the section it begins, 0 to 1. */
  part: number;
}

/** Points to CSS pixels. */
const pixels = (length: string): number => {
  const value = Number.parseFloat(length);
  return Number.isFinite(value) ? (length.endsWith('pt') ? (value * 4) / 3 : value) : 0;
};

/** The pages of drawn sections. A file that does not say where its pages break is one long sheet, whose pages are reckoned from its length. */
export function pagesOf(sections: readonly { style: { width: string; minHeight: string }; offsetHeight: number }[]): { pages: SheetPage[]; width: number } {
  const pages = sections.flatMap((section, index) => {
    const height = pixels(section.style.minHeight);
    // A little over one page is one page: what Word squeezes in need not fit to the pixel here.
    const count = height > 0 ? Math.max(1, Math.ceil(section.offsetHeight / height - 0.15)) : 1;
    return Array.from({ length: count }, (_, part) => ({ section: index, part: part / Math.max(count, height > 0 ? section.offsetHeight / height : 1) }));
  });
  return { pages: pages.length > 0 ? pages : [{ section: 0, part: 0 }], width: Math.max(0, ...sections.map((section) => pixels(section.style.width))) || 794 };
}
