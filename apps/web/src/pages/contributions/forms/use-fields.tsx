import { MultiSelect, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getJson } from '../../../api/client';
import { AmountField } from '../../../forms/amount-field';
import { useLanguage } from '../../../i18n/i18n';
import { useThemes } from '../../../themes/themes';
import { countriesIn } from '../../payments/countries';
import { earmarkLevels } from '../list/filtered';
import type { FieldsProps } from './terms-fields';
import { typed } from './typed-field';

/** What the money may be used for: level, and the names it takes. */
export function EarmarkFields({ form }: FieldsProps) {
  const { t } = useTranslation('contributions');
  const { level } = form.values.earmark;
  return (
    <div className="form-grid">
      <NativeSelect
        label={t('field.earmark')}
        data={earmarkLevels.map((value) => ({ value, label: t(`earmark.${value}`) }))}
        {...form.getInputProps('earmark.level')}
      />
      {level === 'THEME' && <Themes form={form} name="earmark.themes" label={t('field.themes')} />}
      {level === 'COUNTRY' && <Countries form={form} name="earmark.countries" label={t('field.countries')} />}
      {level === 'PROJECT' && <Codes form={form} name="projects" from="/api/disbursements/projects?limit=500" />}
      {level === 'PROGRAMME' && <Codes form={form} name="programmes" from="/api/disbursements/programmes?limit=500" />}
      {level === 'EVENT' && <TextInput label={t('field.case')} withAsterisk {...form.getInputProps('earmark.case')} />}
    </div>
  );
}

/** What the donor rules out within the earmark. */
export function RestrictionFields({ form }: FieldsProps) {
  const { t } = useTranslation('contributions');
  return (
    <div className="form-grid">
      <Countries form={form} name="restrictions.countries" label={t('field.onlyCountries')} />
      <Countries form={form} name="restrictions.excludedCountries" label={t('field.excludedCountries')} />
      <Themes form={form} name="restrictions.excludedThemes" label={t('field.excludedThemes')} />
      <AmountField
        label={t('field.perProject')}
        currency="EUR"
        {...typed(form.getInputProps('restrictions.perProject'))}
      />
    </div>
  );
}

interface ListProps extends FieldsProps {
  name: string;
  label: string;
}

function Themes({ form, name, label }: ListProps) {
  const { choices } = useThemes();
  return <MultiSelect label={label} data={choices} searchable clearable {...form.getInputProps(name)} />;
}

function Countries({ form, name, label }: ListProps) {
  const language = useLanguage();
  return <MultiSelect label={label} data={countriesIn(language)} searchable clearable {...form.getInputProps(name)} />;
}

/** Codes of what the platform knows; one that is not registered yet may be typed. */
function Codes({ form, name, from }: FieldsProps & { name: 'projects' | 'programmes'; from: string }) {
  const { t } = useTranslation('contributions');
  const { data = [] } = useQuery({
    queryKey: ['codes', from],
    queryFn: async () => (await getJson<{ items: { code: string }[] }>(from)).items.map(({ code }) => code),
  });
  return (
    <TagsInput
      label={t(`field.${name}`)}
      description={t('field.listHint')}
      data={data}
      splitChars={[',', ';', ' ']}
      {...form.getInputProps(`earmark.${name}`)}
    />
  );
}
