/** The server refused: `code` is stable and for the program, `title` and `detail` are for the reader. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly traceId: string | null = null,
  ) {
    super(detail);
  }
}

/** No answer came: nobody knows whether the request arrived. Sending it again with the same idempotency key does no harm. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** A form, an answer from a proxy or a broken one: everything that is not problem+json still becomes an ApiError. */
export function toApiError(status: number, body: unknown): ApiError {
  const problem: Partial<Record<string, unknown>> = typeof body === 'object' && body !== null ? body : {};
  const text = (name: string) => (typeof problem[name] === 'string' ? problem[name] : null);
  return new ApiError(
    status,
    text('code') ?? 'unknown',
    text('title') ?? 'Máy chủ không trả lời được',
    text('detail') ?? `Máy chủ trả lời với mã ${status}. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo quản trị viên.`,
    text('traceId'),
  );
}

export function hasCode(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
