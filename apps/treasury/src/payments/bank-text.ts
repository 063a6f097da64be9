/** Letters that don't come apart into a base letter and an accent. */
const plain: Readonly<Record<string, string>> = {
  ...{ œ: 'oe', Œ: 'OE', æ: 'ae', Æ: 'AE', ß: 'ss', þ: 'th', Þ: 'Th' },
  ...{
    đ: 'd',
    Đ: 'D',
    ð: 'd',
    Ð: 'D',
    ø: 'o',
    Ø: 'O',
    ł: 'l',
    Ł: 'L',
    ı: 'i',
    ŋ: 'ng',
    Ŋ: 'Ng',
    ɓ: 'b',
    Ɓ: 'B',
    ɗ: 'd',
    Ɗ: 'D',
  },
  ...{ '’': "'", '‘': "'", '`': "'", '´': "'", ʼ: "'" },
};

/**
 * Latin characters every bank takes (EPC 217-08): accents fall, what has no equivalent becomes a space. A text neither begins nor
 * ends with a slash nor holds two in a row, which banks read as a code word.
 */
export function bankText(text: string, longest: number): string {
  const letters = text
    .replace(/[^\u0000-\u007f]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9/?:().,'+ -]/g, ' ');
  const tidy = letters
    .replace(/\/{2,}/g, '/')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\/+/, '');
  return tidy
    .slice(0, longest)
    .replace(/[\s/]+$/, '')
    .trimStart();
}
