import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { BlockSkeleton, Loaded } from '../../states/states';
import { useWithheld } from './calls';

/** Why money that is free does not fill what a project waits for: agreement by agreement, with the rule. */
export function Withheld({ allocation }: { allocation: string }) {
  const { t } = useTranslation('allocations');
  const query = useWithheld(allocation);
  return (
    <section className="card padded" aria-labelledby="withheld">
      <Title order={2} id="withheld" mb="xs">
        {t('withheld.title')}
      </Title>
      <Loaded query={query} skeleton={<BlockSkeleton height={160} />}>
        {({ items }) => (
          <>
            <Text size="sm" className="muted" mb="xs">
              {t(items.length === 0 ? 'withheld.none' : 'withheld.hint')}
            </Text>
            <ul className="allocation-lines">
              {items.map(({ agreement, donorName, rule, amount, entries }) => (
                <li key={agreement} data-testid="withheld">
                  <div>
                    <strong>{agreement}</strong>
                    <p className="muted">
                      {donorName} · {t(`excluded.${rule}`)}
                    </p>
                  </div>
                  <Figure value={amount} entries={entries} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  );
}
