export type FileKind = 'docx' | 'pdf' | 'image' | 'text' | 'other';

const images = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'];

/** How a file can be shown. The media type decides, the ending only where the type says nothing. */
export function kindOf(mediaType: string, fileName: string): FileKind {
  const type = mediaType.toLowerCase().split(';')[0]?.trim() ?? '';
  const ending = fileName.toLowerCase().split('.').at(-1) ?? '';
  if (type === 'application/vnd.openxmlformats-officedocument.wordprocessingml.document') return 'docx';
  if (type === 'application/pdf') return 'pdf';
  if (images.includes(type)) return 'image';
  if (type === 'text/plain' || type === 'text/csv' || type === 'application/json' || type.endsWith('xml')) return 'text';
  if (type !== '' && type !== 'application/octet-stream') return 'other';
  if (ending === 'docx') return 'docx';
  if (ending === 'pdf') return 'pdf';
  if (['txt', 'csv'].includes(ending)) return 'text';
  return 'other';
}

/** "24 KB", "1,5 MB". */
export function formatLength(bytes: number): string {
  const number = (value: number) => value.toLocaleString('vi-VN', { maximumFractionDigits: 1 });
  if (bytes < 1024) return `${bytes} byte`;
  return bytes < 1024 * 1024 ? `${number(Math.round(bytes / 1024))} KB` : `${number(bytes / 1024 / 1024)} MB`;
}
