import { typedRate } from './typed-rate';

it.each([
  ['1,0842', '1.0842'],
  ['655.957', '655.957'],
  ['4 100,5', '4100.5'],
  ['27\u202f000', '27000'],
  ['0', undefined],
  ['0,000', undefined],
  ['-1', undefined],
  ['1,0,8', undefined],
  ['un', undefined],
  ['', undefined],
])('reads %p as %p', (text, rate) => expect(typedRate(text)).toBe(rate));
