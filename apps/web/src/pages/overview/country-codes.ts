/** ISO 3166-1: two letters, as the platform names countries, to the number by which the map names them. */
export const countryNumbers: Record<string, string> = {
  AD: '020', AL: '008', AM: '051', BE: '056', BF: '854', BG: '100', BI: '108', BJ: '204', CA: '124', CD: '180',
  CF: '140', CG: '178', CH: '756', CI: '384', CM: '120', CV: '132', DJ: '262', DZ: '012', EG: '818', ES: '724',
  FR: '250', GA: '266', GE: '268', GN: '324', GQ: '226', GW: '624', HT: '332', IT: '380', KH: '116', KM: '174',
  LA: '418', LB: '422', LU: '442', MA: '504', MD: '498', MG: '450', MK: '807', ML: '466', MR: '478', MU: '480',
  MZ: '508', NE: '562', PL: '616', PS: '275', RO: '642', RW: '646', SC: '690', SN: '686', TD: '148', TG: '768',
  TN: '788', TR: '792', UA: '804', VN: '704', VU: '548',
};
