import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { locationName } from '../location-name';
import type { SectionProps } from './section-props';

const axes = ['latitude', 'longitude'] as const;

/** Where it happens, who carries it out, who is paid. */
export function LocationSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const point = (typeof value.location === 'object' ? value.location : {}) as Record<string, unknown>;
  const [texts, setTexts] = useState({
    name: locationName(value.location) || value.cityName,
    latitude: degrees(point['latitude']),
    longitude: degrees(point['longitude']),
    implementers: (value.implementers ?? []).join('\n'),
  });
  const locate = (change: Partial<typeof texts>) => {
    const next = { ...texts, ...change };
    setTexts(next);
    const position = axes.flatMap((axis) => {
      const degree = Number(next[axis].replace(',', '.'));
      return next[axis].trim() === '' || Number.isNaN(degree) ? [] : [[axis, degree] as const];
    });
    edit({
      location: {
        ...point,
        latitude: undefined,
        longitude: undefined,
        name: next.name,
        ...Object.fromEntries(position),
      } as never,
    });
  };
  return (
    <>
      <div className="row-fields">
        <TextInput
          label={t('editor.place')}
          value={texts.name}
          readOnly={readOnly}
          onChange={(event) => locate({ name: event.currentTarget.value })}
        />
        {axes.map((axis) => (
          <TextInput
            key={axis}
            label={t(`editor.${axis}`)}
            inputMode="decimal"
            value={texts[axis]}
            readOnly={readOnly}
            onChange={(event) => locate({ [axis]: event.currentTarget.value })}
          />
        ))}
      </div>
      <TextInput
        label={t('editor.beneficiary')}
        value={value.beneficiary ?? value.cityName}
        readOnly={readOnly}
        onChange={(event) => edit({ beneficiary: event.currentTarget.value })}
      />
      <Textarea
        label={t('editor.implementers')}
        autosize
        minRows={2}
        value={texts.implementers}
        readOnly={readOnly}
        onChange={(event) => {
          const implementers = event.currentTarget.value;
          setTexts({ ...texts, implementers });
          edit({
            implementers: implementers
              .split('\n')
              .map((line) => line.trim())
              .filter(Boolean),
          });
        }}
      />
    </>
  );
}

function degrees(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}
