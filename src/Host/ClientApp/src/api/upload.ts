import { currentToken } from './client';
import { reachable } from './connection';
import { ConnectionError, toApiError } from './errors';
import type { components } from './schema';

export type UploadedFile = components['schemas']['UploadedFile'];

/** Sends one file. XMLHttpRequest, because fetch does not tell how much has gone out. `onProgress` gets 0 to 1. */
export async function upload(file: File, signal: AbortSignal, onProgress: (part: number) => void): Promise<UploadedFile> {
  const token = await currentToken();
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/uploads');
    request.responseType = 'json';
    request.setRequestHeader('X-XSRF-TOKEN', token);
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      reachable.set(true);
      if (request.status === 200) resolve(request.response as UploadedFile);
      else reject(toApiError(request.status, request.response));
    };
    request.onerror = () => {
      reachable.set(false);
      reject(new ConnectionError('Mất kết nối với máy chủ.'));
    };
    request.onabort = () => reject(new DOMException('Upload cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
