import { Title } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure, type Sum } from '../../money/figure';
import { formatCount, locales, minorOf } from '../../money/format';
import './countries.css';
import { latePart } from '../../parts/late-part';

const WorldMap = latePart(() => import('./world-map'));

export interface Country {
  country: string;
  projects: number;
  attributed: Sum;
  disbursed: Sum;
}

/**
 * Where the projects are: on a map, and with their amounts in a table. The table is a plain one: the kit's brings its
 * scrolling and floating parts to the first page, which has no use for them.
 */
export function Countries({ countries }: { countries: Country[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  // The map is heavy and far down: it is fetched when the reader comes near.
  const { ref, entry } = useIntersection({ rootMargin: '300px' });
  const [near, setNear] = useState(false);
  if (entry?.isIntersecting && !near) setNear(true);
  const names = new Intl.DisplayNames(locales[language], { type: 'region', fallback: 'code' });
  const named = countries
    .map((country) => ({
      ...country,
      name: /^[A-Z]{2}$/.test(country.country) ? (names.of(country.country) ?? country.country) : country.country,
    }))
    .sort((a, b) => compare(b, a) || a.name.localeCompare(b.name, language));
  if (named.length === 0) return null;
  return (
    <section className="card padded countries" aria-labelledby="countries" data-testid="countries">
      <div>
        <Title order={2} id="countries" mb={8}>
          {t('countries.title')}
        </Title>
        <div ref={ref} className="world-map">
          {near && (
            <Suspense>
              <WorldMap countries={named} />
            </Suspense>
          )}
        </div>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('countries.country')}</th>
            <th scope="col" className="right">
              {t('countries.projects')}
            </th>
            <th scope="col" className="right">
              {t('countries.attributed')}
            </th>
            <th scope="col" className="right">
              {t('countries.disbursed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {named.map(({ country, name, projects, attributed, disbursed }) => (
            <tr key={country}>
              <td>{name}</td>
              <td className="num right" data-label={t('countries.projects')}>
                {formatCount(projects, language)}
              </td>
              <td className="right" data-label={t('countries.attributed')}>
                <Figure {...attributed} />
              </td>
              <td className="right" data-label={t('countries.disbursed')}>
                <Figure {...disbursed} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function compare(a: Country, b: Country): number {
  const [left, right] = [minorOf(a.attributed.value.amount), minorOf(b.attributed.value.amount)];
  return left === right ? a.projects - b.projects : left < right ? -1 : 1;
}
