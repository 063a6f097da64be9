import { inputText } from './input-text';

const file = (name: string, content = 'x', lastModified = 1) => new File([content], name, { lastModified });

it.each([
  [{ amount: '1.00' }, { amount: '2.00' }],
  [file('a.pdf'), file('b.pdf')],
  [{ files: [file('a.pdf')] }, { files: [file('a.pdf', 'xy')] }],
  [file('a.pdf', 'x', 1), file('a.pdf', 'x', 2)],
  [undefined, { amount: '1.00' }],
])('%j is not %j', (one, other) => {
  expect(inputText(one)).not.toBe(inputText(other));
});

it('the same input is the same text', () => {
  expect(inputText({ file: file('a.pdf'), note: 'n' })).toBe(inputText({ file: file('a.pdf'), note: 'n' }));
});
