import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { formatMonth, locales } from '../money/format';
import { graphOf } from '../pages/overview/flow-graph';
import { useNodeLabel } from '../pages/overview/node-label';
import { useOverview } from '../pages/overview/use-overview';

/** Names the figure whose entries are shown, where it is one of the overview's. */
export function useFigureName(): (filter: string) => string | undefined {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useNodeLabel();
  const { data } = useOverview({ enabled: false });
  return (filter) => {
    if (!data) return undefined;
    const is = (link: string | undefined) => link?.endsWith(`?${filter}`) ?? false;
    const { received, attributed, disbursed, emergencyFund, flows, nodes, months, countries } = data;
    if (is(received.entries)) return t('key.received');
    if (is(received.expectedEntries)) return t('key.called');
    if (is(attributed.entries)) return t('key.attributed');
    if (is(disbursed.entries)) return t('key.disbursed');
    if (is(emergencyFund.entries)) return t('key.available');
    if (is(emergencyFund.accruedEntries)) return t('key.accruedTitle');
    const month = months.flatMap((one) =>
      (['received', 'disbursed'] as const)
        .filter((name) => is(one[name].entries))
        .map((name) => ({ name, month: one.month })),
    )[0];
    if (month) return `${t(`months.${month.name}`)}, ${formatMonth(month.month, language, 'long')}`;
    const country = countries.find((one) => is(one.attributed.entries) || is(one.disbursed.entries));
    if (country) return new Intl.DisplayNames(locales[language], { type: 'region' }).of(country.country);
    const flow = flows.find(({ entries }) => is(entries));
    const named = (id: string) => label(graphOf(flows, nodes).find(({ node }) => node.id === id)?.node, id);
    return flow && `${named(flow.from)} → ${named(flow.to)}`;
  };
}
