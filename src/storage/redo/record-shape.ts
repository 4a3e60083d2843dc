/** A redo record that no version of this program writes; the reader adds file and offset. */
export class RecordShapeError extends Error {}

export function list(form: unknown): readonly unknown[] {
  if (Array.isArray(form)) return form;
  throw new RecordShapeError('a list was expected');
}

export function text(form: unknown): string {
  if (typeof form === 'string') return form;
  throw new RecordShapeError('a text was expected');
}

export function texts(form: unknown): readonly string[] {
  return list(form).map(text);
}

/** A public id, a count or a sequence number. */
export function count(form: unknown): number {
  if (Number.isSafeInteger(form) && (form as number) >= 0) return form as number;
  throw new RecordShapeError('a number from 0 on was expected');
}

export function flag(form: unknown): boolean {
  if (form === 0 || form === 1) return form === 1;
  throw new RecordShapeError('0 or 1 was expected');
}
