/** Where money is sent. Either an IBAN, or a local account number with the bank's BIC. */
export interface BankDetails {
  iban: string | null;
  account: string | null;
  bic: string | null;
  address: Address;
}

export interface Address {
  /** Street and number, or whatever stands for them. */
  line: string | null;
  postCode: string | null;
  town: string;
}

/** Reads an address written on one line: `Place de l'Hôtel de Ville, 75004 Paris`. */
export function addressFromText(text: string): Address {
  const parts = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const last = parts.pop() ?? '';
  const [, postCode = null, town = last] = /^([A-Z]{0,3}-?\d[\dA-Z -]{2,9}) (\D.*)$/.exec(last) ?? [];
  return { line: parts.join(', ') || null, postCode, town };
}
