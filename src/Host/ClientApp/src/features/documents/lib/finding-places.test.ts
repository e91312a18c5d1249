import { expect, test } from 'vitest';
import type { FormFinding } from '../api/check-form';
import { marksOf, placeOf } from './finding-places';

const paper = [
  'UBND TỈNH QUẢNG TRỊ', 'SỞ KHOA HỌC VÀ CÔNG NGHỆ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Số:         /BC-SKHCN', 'Quảng Trị, ngày        tháng 3 năm 2024',
  '', 'BÁO CÁO', 'Tình hình thực hiện', 'Kính gửi: Văn phòng UBND tỉnh', 'Căn cứ Luật Lưu trữ', 'I. KẾT QUẢ', 'Sở đề nghị tổng hợp./.', 'Nơi nhận:', '- Như trên;', 'KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC',
];

function finding(place: Partial<FormFinding['place']>, severity: FormFinding['severity'] = 'error', code = 'ND30.X'): FormFinding {
  return { code, severity, message: 'Sửa lại.', clause: null, place: { text: '', box: null, line: null, quote: null, ...place } };
}

test('A finding stands beside the paragraph it quotes', () => {
  expect(placeOf(finding({ box: '6', quote: 'Căn cứ Luật Lưu trữ' }), paper)).toBe(10);
  expect(placeOf(finding({ box: '6', quote: 'Sở đề nghị tổng hợp.' }), paper)).toBe(12);
  expect(placeOf(finding({ quote: 'CĂN CỨ  LUẬT LƯU TRỮ'.normalize('NFD') }), paper)).toBe(10);
});

test('A quoted row of the head stands beside its first part', () => {
  expect(placeOf(finding({ line: 3, quote: 'Số:         /BC-SKHCN\tQuảng Trị, ngày        tháng 3 năm 2024' }), paper)).toBe(4);
});

test('A box is found by how it begins', () => {
  expect(placeOf(finding({ box: '4' }), paper)).toBe(5);
  expect(placeOf(finding({ box: '9a' }), paper)).toBe(9);
  expect(placeOf(finding({ box: '9b' }), paper)).toBe(13);
  expect(placeOf(finding({ box: '7a' }), paper)).toBe(15);
  expect(placeOf(finding({ box: '5b' }), ['Số:  /SKHCN-VP', 'V/v', 'Sở trả lời./.'])).toBe(1);
});

test('What is missing stands where it would be', () => {
  const without = paper.filter((text) => !text.startsWith('Kính gửi') && !text.startsWith('Nơi nhận') && !text.startsWith('KT.'));
  expect(placeOf(finding({ box: '9a' }), without)).toBe(5);
  expect(placeOf(finding({ box: '9b' }), without)).toBe(without.length - 1);
  expect(placeOf(finding({ text: 'toàn văn bản' }), without)).toBe(0);
  expect(placeOf(finding({ box: '6' }), ['', ' '])).toBeNull();
});

test('A paragraph has one mark, with the worst first', () => {
  const marks = marksOf([finding({ box: '9a' }, 'info', 'A'), finding({ box: '3' }, 'warning', 'B'), finding({ box: '9a' }, 'error', 'C')], paper);
  expect(marks.map((mark) => [mark.paragraph, mark.findings.map((one) => one.code)])).toEqual([[4, ['B']], [9, ['C', 'A']]]);
});
