import type { VersionRow } from '../api/list-versions';

/** The version that counts: the last one that is no attachment. */
export function newestOf(versions: readonly VersionRow[]): VersionRow | undefined {
  return mainOf(versions).at(-1);
}

/** The versions of the document itself, oldest first. */
export function mainOf(versions: readonly VersionRow[]): VersionRow[] {
  return versions.filter((version) => version.kind !== 'attachment').sort((one, other) => one.versionNo - other.versionNo);
}
