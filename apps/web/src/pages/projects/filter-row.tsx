import '../../styles/forms.css';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { instruments } from '../../shell/filters';
import { countryName } from './names';
import type { ProjectFilters } from './project-filters';
import type { Project } from './projects-api';
import { isTheme } from './themes';

interface Props {
  projects: readonly Project[];
  filters: ProjectFilters;
  change: (change: Record<string, string | undefined>) => void;
}

/** Only what some project has can be chosen; the address keeps the choice. */
export function FilterRow({ projects, filters, change }: Props) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const options = (values: readonly string[], label: (value: string) => string) =>
    [...new Set(values)]
      .map((value) => ({ value, label: label(value) }))
      .sort((a, b) => a.label.localeCompare(b.label, language));
  const themeOf = (theme: string) => (isTheme(theme) ? t(`theme.${theme}`) : theme);
  const used = instruments.filter((one) => projects.some(({ instrument }) => instrument === one));
  const any = Object.keys(filters).length > 0;
  return (
    <Group gap="xs" align="end" className="no-print" role="search">
      <TextInput
        label={t('filter.search')}
        value={filters.recherche ?? ''}
        onChange={(event) => change({ recherche: event.currentTarget.value || undefined })}
        style={{ flex: '1 1 240px' }}
      />
      <Choice
        label={t('filter.state')}
        value={filters.etat}
        data={options(
          projects.map(({ state }) => state),
          (state) => t(`state.${state as Project['state']}`),
        )}
        pick={(etat) => change({ etat })}
      />
      <Choice
        label={t('filter.theme')}
        value={filters.theme}
        data={options(
          projects.map(({ theme }) => theme),
          themeOf,
        )}
        pick={(theme) => change({ theme })}
      />
      <Choice
        label={t('filter.country')}
        value={filters.pays}
        data={options(
          projects.map(({ country }) => country),
          (country) => countryName(country, language),
        )}
        pick={(pays) => change({ pays })}
      />
      <Choice
        label={t('filter.instrument')}
        value={filters.instrument}
        data={used.map((value) => ({ value, label: shared(`instrument.${value}`) }))}
        pick={(instrument) => change({ instrument })}
      />
      <Choice
        label={t('filter.donor')}
        value={filters.bailleur}
        data={options(
          projects.flatMap(({ donors }) => donors),
          (donor) => donor,
        )}
        pick={(bailleur) => change({ bailleur })}
      />
      {any && (
        <Button
          variant="subtle"
          onClick={() =>
            change({
              etat: undefined,
              theme: undefined,
              pays: undefined,
              instrument: undefined,
              bailleur: undefined,
              recherche: undefined,
            })
          }
        >
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  data: { value: string; label: string }[];
  pick: (value: string | undefined) => void;
}

function Choice({ label, value, data, pick }: ChoiceProps) {
  const { t } = useTranslation('projects');
  return (
    <Select
      label={label}
      placeholder={t('filter.all')}
      value={value ?? null}
      data={data}
      clearable
      searchable
      onChange={(next) => pick(next ?? undefined)}
      style={{ flex: '1 1 150px' }}
    />
  );
}
