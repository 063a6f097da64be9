import { creditorReferencesIn, isCreditorReference, retyped, searchText } from './search-keys';

describe('references in texts', () => {
  it.each(['RF92SIAAP2025T1', 'RF75AESN2025042', 'RF20GATES0002'])('%s has right check digits', (reference) => {
    expect(isCreditorReference(reference)).toBe(true);
    expect(isCreditorReference(reference.replace('RF', 'RF9'))).toBe(false);
  });

  it('finds a reference retyped with spaces and followed by other words', () => {
    expect(creditorReferencesIn('MANDAT 1245 RF92 SIAA P202 5T1 BORDEREAU 7')).toContain('RF92SIAAP2025T1');
    expect(creditorReferencesIn('rien à voir')).toEqual([]);
  });

  it('compares without accents, punctuation and confused letters', () => {
    expect(searchText('Agence de l’eau', null, 'Île-de-France')).toBe('AGENCE DE L EAU ILE DE FRANCE');
    expect(retyped('RF92SIAAP2O25T1')).toBe(retyped('RF92SIAAP2025T1'));
  });
});
