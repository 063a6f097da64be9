import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatMoment } from '../../money/format';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { useNames } from '../contributions/names';
import { type Donor, type DonorVersion, useDonorVersions } from './donors-api';

/** Who a donor is, who really pays for it, whom to write to, and what its people should know. */
export function DonorCard({ donor }: { donor: Donor }) {
  const { t } = useTranslation('donors');
  const language = useLanguage();
  const { country, payerAliases, iatiOrgId, contacts, notes } = donor;
  const named = country && new Intl.DisplayNames([language], { type: 'region' }).of(country);
  return (
    <div className="section">
      <dl className="card padded clauses">
        <Fact label={t('column.country')} value={named ?? '—'} />
        <Fact label={t('column.iati')} value={iatiOrgId ?? '—'} />
        <Fact label={t('column.aliases')} value={payerAliases.join(' · ') || '—'} />
        <Fact label={t('notes')} value={notes || '—'} />
      </dl>
      <section className="card padded" aria-labelledby="contacts">
        <h2 id="contacts" style={{ marginTop: 0, fontSize: '1.0625rem' }}>
          {t('contacts')}
        </h2>
        {contacts.length === 0 ? (
          <Empty>{t('noContact')}</Empty>
        ) : (
          <ul style={{ margin: 0, paddingLeft: 18 }} data-testid="contacts">
            {contacts.map(({ name, role, email, phone }) => (
              <li key={`${name}${email}`}>
                {[name, role].filter(Boolean).join(', ')}
                {email && (
                  <>
                    {' · '}
                    <Anchor href={`mailto:${email}`} underline="always">
                      {email}
                    </Anchor>
                  </>
                )}
                {phone && ` · ${phone}`}
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What was known of a donor, version by version; of its contacts only that they changed. */
export function DonorHistory({ donor }: { donor: string }) {
  const query = useDonorVersions(donor);
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={200} />}>
      {({ items }) => (
        <ol className="section" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {[...items].reverse().map((version) => (
            <Version key={version.version} version={version} />
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function Version({ version: { version, changed, actor, recordedAt } }: { version: DonorVersion }) {
  const { t } = useTranslation('donors');
  const language = useLanguage();
  const named = useNames();
  const moment = formatMoment(recordedAt, language);
  const what = changed.map((name) => t(`fact.${name as 'name'}`)).join(', ');
  return (
    <li className="card padded">
      <strong>{t('version', { version })}</strong>
      <div className="muted">{t('versionBy', { who: named(actor), moment })}</div>
      <div>{version === 1 ? t('firstVersion') : what || t('sameVersion')}</div>
    </li>
  );
}
