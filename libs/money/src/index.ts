export { decimalsOf, isCurrency, PARITIES, PEGS } from './currency';
export { MoneyError } from './errors';
export { formatMoney, type Language } from './format';
export { largestRemainder, sharesOf, type Part } from './largest-remainder';
export { convert, Money, type MoneyJson } from './money';
export { Rational } from './rational';
