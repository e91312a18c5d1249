import { waitForConfirmation } from './confirm-gate';
import { reachable } from './connection';
import { ConnectionError, hasCode, toApiError } from './errors';
import type { paths } from './schema';
import { waitForSignIn } from './session-gate';

export type Method = 'get' | 'post' | 'put' | 'delete' | 'patch';
export type PathsWith<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];

type Operation<P extends keyof paths, M extends Method> = Extract<paths[P][M], object>;
type Parameters<O> = O extends { parameters: infer A } ? A : never;
type Part<O, N extends string> = N extends keyof Parameters<O> ? Parameters<O>[N] : undefined;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : O extends { requestBody?: { content: { 'application/json': infer B } } } ? (unknown extends B ? undefined : B | undefined) : undefined;
type Content<R> = R extends { content: { 'application/json': infer A } } ? A : undefined;
type Success = 200 | 201 | 202 | 204;
/** What the server answers on this path. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? { [S in keyof R & Success]: Content<R[S]> }[keyof R & Success] : never;

type Given<N extends string, T> = [T] extends [undefined] ? Partial<Record<N, undefined>> : undefined extends T ? Partial<Record<N, T>> : Record<N, T>;
type Header<O, H extends string, N extends string> = H extends keyof NonNullable<Part<O, 'header'>> ? Record<N, string> : Partial<Record<N, undefined>>;
type Place<O> = Given<'path', Part<O, 'path'>> & Given<'query', Part<O, 'query'>> & { signal?: AbortSignal };
export type ReadOptions<P extends keyof paths> = Place<Operation<P, 'get'>>;
export type CommandOptions<P extends keyof paths, M extends Method> = Place<Operation<P, M>> &
  Given<'body', Body<Operation<P, M>>> &
  Header<Operation<P, M>, 'Idempotency-Key', 'key'> &
  Header<Operation<P, M>, 'If-Match', 'ifMatch'>;

type Values = Readonly<Record<string, unknown>>;
interface AnyOptions {
  path?: Values;
  query?: Values;
  body?: unknown;
  key?: string;
  ifMatch?: string;
  signal?: AbortSignal;
}

const antiforgeryHeader = 'X-XSRF-TOKEN';
/** Here 401 is a wrong password or a wrong code. */
const signInPaths = ['/api/session', '/api/session/second-factor'];
const sessionPath = '/api/session';
let antiforgeryToken: string | null = null;

/** Every answer of /api/session brings the token of the person signed in from then on. */
export function keepAntiforgeryToken(token: string): void {
  antiforgeryToken = token;
}

/** A new name for one intent of the user. Keep it for sending the same thing again. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** Reads. Throws ApiError when refused and ConnectionError when no answer came. */
export async function read<P extends PathsWith<'get'>>(path: P, options: ReadOptions<P>): Promise<Answer<P, 'get'>> {
  return (await readVersioned(path, options)).data;
}

/** Reads, with the version to send back as `ifMatch` when it is changed. */
export async function readVersioned<P extends PathsWith<'get'>>(
  path: P,
  options: ReadOptions<P>,
): Promise<{ data: Answer<P, 'get'>; etag: string | null }> {
  const response = await send('get', path, options);
  return { data: (await parse(response)) as Answer<P, 'get'>, etag: response.headers.get('ETag') };
}

/** Reads a file, for instance a PDF to show. */
export async function readFile<P extends PathsWith<'get'>>(path: P, options: ReadOptions<P>): Promise<Blob> {
  return (await send('get', path, options)).blob();
}

/** Changes something. The types ask for `key` and `ifMatch` where the server does. */
export async function command<M extends Exclude<Method, 'get'>, P extends PathsWith<M>>(
  method: M,
  path: P,
  options: CommandOptions<P, M>,
): Promise<Answer<P, M>> {
  return (await parse(await send(method, path, options as AnyOptions))) as Answer<P, M>;
}

/** Sends something and gets a file for it, for instance a draft and how it will look on paper. */
export async function commandFile<M extends Exclude<Method, 'get'>, P extends PathsWith<M>>(method: M, path: P, options: CommandOptions<P, M>): Promise<Blob> {
  return (await send(method, path, options as AnyOptions)).blob();
}

/** The address of a path with its parameters in place, for links and downloads. */
export function addressOf(path: string, place: { path?: Values; query?: Values } = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(place.path?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(place.query ?? {}))
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
      if (one !== undefined && one !== null && one !== '') query.append(name, `${one as string | number | boolean}`);
  return query.size > 0 ? `${filled}?${query.toString()}` : filled;
}

/** The antiforgery token that goes with every change; fetched when none is there yet. */
export async function currentToken(): Promise<string> {
  if (antiforgeryToken === null) {
    const session = (await (await fetchOrFail(sessionPath, {})).json()) as { antiforgeryToken: string };
    antiforgeryToken = session.antiforgeryToken;
  }
  return antiforgeryToken;
}

async function send(method: Method, path: string, options: AnyOptions, isRepeated = false): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json, */*' });
  if (method !== 'get') headers.set(antiforgeryHeader, await currentToken());
  if (options.key !== undefined) headers.set('Idempotency-Key', options.key);
  if (options.ifMatch !== undefined) headers.set('If-Match', options.ifMatch);
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  const response = await fetchOrFail(addressOf(path, options), {
    method: method.toUpperCase(),
    headers,
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  });
  if (response.ok) return response;

  const error = toApiError(response.status, await response.json().catch(() => null));
  // The session is another one than the page thinks, or has to be confirmed; the request did nothing and can be sent again as it was.
  if (!isRepeated) {
    if (error.status === 401 && !signInPaths.includes(path) && (await waitForSignIn())) return send(method, path, options, true);
    if (hasCode(error, 'second-factor.needed') && (await waitForConfirmation())) return send(method, path, options, true);
    if (hasCode(error, 'antiforgery')) {
      antiforgeryToken = null;
      return send(method, path, options, true);
    }
  }
  throw error;
}

async function fetchOrFail(address: string, request: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, request);
    reachable.set(true);
    return response;
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    reachable.set(false);
    throw new ConnectionError('Mất kết nối với máy chủ.', { cause });
  }
}

async function parse(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
