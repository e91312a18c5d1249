import { command, readFile } from '@/api/client';
import { upload } from '@/api/upload';
import { bodyOf, type DuplicateRow, type Fields, type Proposal } from '../registration';

/** What an uploaded file says of itself; nothing is saved. */
export function propose(token: string): Promise<Proposal> {
  return command('post', '/api/uploads/proposal', { body: { token } });
}

/** What the file of a dispatch says beyond the data that came with it, for instance the deadline. */
export async function proposeFromDispatch(documentId: string, versionNo: number, signal: AbortSignal): Promise<Proposal> {
  const path = { id: documentId, versionNo };
  const content = await readFile('/api/documents/{id}/versions/{versionNo}/content', { path, signal });
  const ending = content.type.includes('pdf') ? 'pdf' : content.type.startsWith('text/') ? 'txt' : 'docx';
  // Only what was uploaded can be read for a proposal; the dispatch brings its own file when it is registered.
  const { token } = await upload(new File([content], `van-ban.${ending}`), signal, () => undefined);
  return propose(token);
}

export type Sketch = Pick<Fields, 'number' | 'symbol' | 'issuedOn' | 'senderAgencyId' | 'senderName' | 'subject'> & { files: string[] };

/** Registered documents that may be the same one, the strongest first. */
export function findDuplicates(sketch: Sketch, signal: AbortSignal): Promise<DuplicateRow[]> {
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  return command('post', '/api/incoming-documents/duplicates', {
    body: {
      number: given(sketch.number),
      symbol: given(sketch.symbol),
      issuedOn: given(sketch.issuedOn),
      senderAgencyId: sketch.senderAgencyId,
      senderName: given(sketch.senderName),
      subject: given(sketch.subject),
      files: sketch.files,
    },
    signal,
  });
}

export function registerIncoming(body: ReturnType<typeof bodyOf>, key: string) {
  return command('post', '/api/incoming-documents', { body, key });
}
