const oneDigit = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

/** Bytes as people say them: "820 B", "12,4 KB", "3 MB". */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${oneDigit.format(bytes / 1024)} KB` : `${oneDigit.format(bytes / 1024 / 1024)} MB`;
}
