/** A path of our own site; whatever else somebody put into a link leads home. */
export function localPath(wanted: string | null): string {
  if (wanted === null || !/^\/(?![/\\])/.test(wanted)) return '/';
  // Browsers drop tabs and line ends, which could leave two slashes.
  return Array.from(wanted).some((letter) => letter <= ' ') ? '/' : wanted;
}
