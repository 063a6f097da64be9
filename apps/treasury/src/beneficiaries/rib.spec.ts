import { ibanOf, isRib, ribKeyIsRight } from './rib';

describe('RIB', () => {
  it.each([
    ['France', '30006000011234567890189'],
    ['France, with a letter', '20041010050500013M02606'],
    ['Senegal', 'SN0100152000048500003035'],
    ['Benin', 'BJ0610100100144390000769'],
    ['Burkina Faso', 'BF0840101300463574000390'],
    ['Côte d’Ivoire', 'CI0080111301134291200589'],
    ['Mali', 'ML0160120102600100668497'],
    ['Niger', 'NE0380100100130305000268'],
    ['Togo', 'TG0090604310346500400070'],
    ['Cameroon', '10002000300277976315008'],
    ['Gabon', '40021010032001890020126'],
    ['Chad', '60002000010271091600153'],
    ['Morocco', '011519000001205000534921'],
    ['Madagascar', '00005030071289421016045'],
  ])('%s: the key is right, and any other digit makes it wrong', (_, rib) => {
    expect([isRib(rib), ribKeyIsRight(rib)]).toEqual([true, true]);
    for (let at = 0; at < rib.length; at += 1) {
      if (!/\d/.test(rib[at] ?? '')) continue;
      const wrong = rib.slice(0, at) + String((Number(rib[at]) + 1) % 10) + rib.slice(at + 1);
      expect(ribKeyIsRight(wrong)).toBe(false);
    }
  });

  it('knows a RIB by its form', () => {
    for (const text of ['3000600001123456789018', '3000600001123456789018900', '30006000011234567890 89', ''])
      expect(isRib(text)).toBe(false);
  });

  it('makes the IBAN of a French RIB', () => {
    expect(ibanOf('FR', '30006000011234567890189')).toBe('FR7630006000011234567890189');
    expect(ibanOf('FR', '20041010050500013M02606')).toBe('FR1420041010050500013M02606');
  });
});
