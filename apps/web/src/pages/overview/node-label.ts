import { useTranslation } from 'react-i18next';
import type { Node } from './flow-graph';

/** Names of donors and projects come from the platform; the rest are words of the language. */
export function useNodeLabel(): (node: Pick<Node, 'id' | 'kind' | 'code' | 'label'> | undefined, id?: string) => string {
  const { t, i18n } = useTranslation();
  return (node, id = '') => {
    if (!node) return id;
    if (node.kind === 'donor' || node.kind === 'project' || node.kind === 'case') return node.label;
    const key = node.kind === 'instrument' ? `instrument.${node.code}` : `node.${node.kind}`;
    return i18n.exists(key) ? t(key as 'node.opening') : node.label;
  };
}
