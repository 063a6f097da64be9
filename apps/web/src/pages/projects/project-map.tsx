import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { euros, minorOf } from '../../money/format';
import { Empty } from '../../states/states';
import '../overview/countries.css';
import WorldMap from '../overview/world-map';
import { countryName } from './names';
import type { Project } from './projects-api';

/** How many projects each country has, and a way to those of one country. */
export default function ProjectMap({
  projects,
  pick,
}: {
  projects: readonly Project[];
  pick: (country: string) => void;
}) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const codes = [...new Set(projects.map(({ country }) => country))];
  const countries = codes
    .map((country) => {
      const its = projects.filter((project) => project.country === country);
      const attributed = its.reduce((sum, project) => sum + minorOf(project.attributed.amount), 0n);
      const zero = { value: euros(0n) };
      return {
        country,
        name: countryName(country, language),
        projects: its.length,
        attributed: { value: euros(attributed) },
        disbursed: zero,
      };
    })
    .sort((a, b) => b.projects - a.projects || a.name.localeCompare(b.name, language));
  if (countries.length === 0) return <Empty>{t('none')}</Empty>;
  return (
    <div className="card padded" data-testid="projects-map">
      <div className="world-map project-map-frame">
        <WorldMap countries={countries} />
      </div>
      <ul className="map-list">
        {countries.map(({ country, name, projects: count }) => (
          <li key={country}>
            <button type="button" className="map-country" onClick={() => pick(country)}>
              {name} <span className="muted">{t('count', { count })}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
