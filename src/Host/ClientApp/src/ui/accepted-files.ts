import { texts } from './texts';

export interface FileLimits {
  /** Endings with dot, small: [".docx", ".pdf"]. */
  endings: readonly string[];
  megabytes: number;
}

/** Why a file is not even sent; null when it may be. The server looks again, and into the file. */
export function refusalOf(file: { name: string; size: number }, limits: FileLimits): string | null {
  if (!limits.endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return texts.wrongType(file.name, limits.endings.join(', '));
  if (file.size === 0) return texts.empty(file.name);
  return file.size > limits.megabytes * 1024 * 1024 ? texts.tooLarge(file.name, limits.megabytes) : null;
}
