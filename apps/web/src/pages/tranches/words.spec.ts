import { formatExactPercent } from '../../money/format';
import en from './words/en.json';
import fr from './words/fr.json';

it('says percentages as readers write them: each brings its own comma and its own sign', () => {
  for (const words of [fr, en]) expect(JSON.stringify(words)).not.toMatch(/\{\{percent\}\}\s*%/);
  const sentence = fr.conditions.PREVIOUS_JUSTIFIED.replace('{{percent}}', formatExactPercent('62.5', 'fr'));
  expect(sentence).toBe('la tranche précédente est justifiée à 62,5\u00a0%');
});
