/** Currencies of the member cities' countries. */
export const currencies = (
  'EUR XOF XAF KMF ALL AMD BIF CAD CDF CHF CVE CZK DJF DZD EGP GNF HTG HUF KHR LAK LBP MAD MDL MGA MKD MRU MUR PLN RON RWF ' +
  'SCR STN TND VND VUV'
).split(' ');
