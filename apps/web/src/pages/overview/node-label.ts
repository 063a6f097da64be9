import { useTranslation } from 'react-i18next';
import type { Node } from './flow-graph';

/** Names of donors, projects and aid cases come from the platform; the rest are words of the language. */
export function useNodeLabel(): (node: Node | undefined, id?: string) => string {
  const { t, i18n } = useTranslation();
  const label = (node: Node | undefined, id = ''): string => {
    if (!node) return id;
    if (['donor', 'project', 'case'].includes(node.kind)) return node.code === '-' ? t('node.unnamed') : node.label;
    if (node.kind === 'returned') return t('node.returned', { name: label(returned(node)) });
    const key = node.kind === 'instrument' ? `instrument.${node.code}` : `node.${node.kind}`;
    return i18n.exists(key) ? t(key as 'node.opening') : node.label;
  };
  return label;
}

/** `returned:project:X` is project X, with its money coming back. */
function returned(node: Node): Node {
  const [kind = '', ...code] = node.id.replace(/^returned:/, '').split(':');
  return { ...node, id: node.id.replace(/^returned:/, ''), kind, code: code.join(':') };
}
