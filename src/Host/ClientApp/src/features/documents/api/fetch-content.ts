import { toApiError, ConnectionError } from '@/api/errors';

/** Reads a whole file and tells how much has come, 0 to 1, where the server says how long it is. */
export async function fetchContent(address: string, signal: AbortSignal, onProgress: (part: number) => void): Promise<Blob> {
  const response = await fetch(address, { signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ConnectionError('Mất kết nối với máy chủ.', { cause });
  });
  if (!response.ok) throw toApiError(response.status, await response.json().catch(() => null));
  const length = Number(response.headers.get('Content-Length') ?? 0);
  const reader = response.body?.getReader();
  if (reader === undefined) return response.blob();
  const parts: BlobPart[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type: response.headers.get('Content-Type') ?? '' });
    parts.push(value);
    received += value.byteLength;
    if (length > 0) onProgress(Math.min(1, received / length));
  }
}
