import { Anchor, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from './api';

/** How long each part of the way takes, over all cases. */
export function ClockSpans({ clock: { spans } }: { clock: Schemas['AidClockDto'] }) {
  const { t } = useTranslation('emergency');
  return (
    <section className="card padded" aria-labelledby="clock">
      <Title order={2} id="clock" mb="xs">
        {t('clock.title')}
      </Title>
      <dl className="emergency-spans" data-testid="clock">
        {spans.map(({ from, to, cases, median, longest }) => (
          <div key={from + to}>
            <dt>{t('clock.span', { from: t(`clock.step.${from}`), to: t(`clock.step.${to}`) })}</dt>
            <dd className={median === null ? 'muted' : ''}>
              {median === null || longest === null ? (
                t('clock.none')
              ) : (
                <>
                  <strong className="num">{t('clock.days', { count: median })}</strong>{' '}
                  <span className="muted">
                    {t('clock.median')}, {t('clock.cases', { count: cases })}, {t('clock.longest')}{' '}
                    {t('clock.days', { count: longest })}
                  </span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Group gap="md" mt="sm">
        <Text size="sm" className="muted">
          {t('clock.flows')}
        </Text>
        {(['csv', 'json'] as const).map((format) => (
          <Anchor key={format} size="sm" href={`/api/emergency-fund/exports/humanitarian?format=${format}`} download>
            {format.toUpperCase()}
          </Anchor>
        ))}
      </Group>
    </section>
  );
}
