import { expect, test } from 'vitest';
import { choiceParam, flagParam, numberParam, optionalParam, readUrl, textParam, writeUrl } from './url-state';

const shape = { tim: textParam(), trang: numberParam(1), tre: flagParam(), muc: choiceParam(['den', 'di'], 'den'), chon: optionalParam() };

test('An empty address means the fallbacks', () => {
  expect(readUrl(shape, new URLSearchParams())).toEqual({ tim: '', trang: 1, tre: false, muc: 'den', chon: null });
});

test('What is written is read again, with diacritics', () => {
  const state = { tim: 'sở & ngành', trang: 3, tre: true, muc: 'di' as const, chon: 'a1' };

  expect(readUrl(shape, new URLSearchParams(writeUrl(shape, new URLSearchParams(), state).toString()))).toEqual(state);
});

test('Nonsense typed into the address is read as the fallback', () => {
  expect(readUrl(shape, new URLSearchParams('trang=abc&muc=x&tre=yes'))).toMatchObject({ trang: 1, muc: 'den', tre: false });
});

test('Fallbacks leave the address, parameters of others stay', () => {
  expect(writeUrl(shape, new URLSearchParams('trang=2&khac=1'), { trang: 1, chon: null }).toString()).toBe('khac=1');
});
