import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { inUseFirst, purposeName } from './purposes';
import type { SectionProps } from './section-props';

interface Row {
  code: string;
  percent: string;
}

const isPercent = (text: string) => /^\d{1,3}([.,]\d+)?$/.test(text.trim());

/** Purposes of the OECD DAC, each with its part of the project; rows that aren't whole yet wait here. */
export function Purposes({ value, edit, readOnly, codes }: SectionProps & { codes: readonly string[] }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const [rows, setRows] = useState<Row[]>(value.purposeCodes ?? []);
  const keep = (next: Row[]) => {
    setRows(next);
    const whole = next.filter(({ code, percent }) => code && isPercent(percent));
    edit({ purposeCodes: whole.map(({ code, percent }) => ({ code, percent: percent.trim().replace(',', '.') })) });
  };
  const set = (at: number, change: Partial<Row>) =>
    keep(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const known = codes.length > 0 ? codes : rows.map(({ code }) => code);
  const options = inUseFirst(known).map((code) => ({ value: code, label: purposeName(code, language) }));
  return (
    <>
      {rows.map((row, index) => (
        <div className="row-line" key={index}>
          <Select
            label={t('editor.purpose')}
            data={options}
            value={row.code || null}
            readOnly={readOnly}
            searchable
            allowDeselect={false}
            limit={60}
            onChange={(code) => set(index, { code: code ?? '' })}
          />
          <TextInput
            label={t('editor.purposePart')}
            inputMode="decimal"
            value={row.percent}
            readOnly={readOnly}
            onChange={(event) => set(index, { percent: event.currentTarget.value })}
          />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t('editor.remove', { name: row.code || String(index + 1) })}
              onClick={() => keep(rows.filter((_, at) => at !== index))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <Group>
          <Button
            variant="default"
            size="xs"
            onClick={() => setRows([...rows, { code: '', percent: rows.length === 0 ? '100' : '' }])}
          >
            {t('editor.addPurpose')}
          </Button>
        </Group>
      )}
    </>
  );
}
