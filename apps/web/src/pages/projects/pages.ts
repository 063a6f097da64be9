import IconBuildingCommunity from '@tabler/icons-react/dist/esm/icons/IconBuildingCommunity.mjs';
import IconFolders from '@tabler/icons-react/dist/esm/icons/IconFolders.mjs';
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

/** Projects, the programmes they belong to and the members that carry them. A city opens its own projects from its space. */
export const projectPages: readonly Page[] = [
  {
    path: '/projets',
    roles: staff,
    page: latePart(() => import('./projects')),
    menu: { label: 'projects', icon: IconFolders },
  },
  { path: '/projets/$id', roles: [...staff, 'city'], page: latePart(() => import('./project')) },
  {
    path: '/programmes',
    roles: staff,
    page: latePart(() => import('./programmes/programmes')),
    menu: { label: 'programmes', icon: IconTargetArrow },
  },
  { path: '/programmes/$id', roles: staff, page: latePart(() => import('./programmes/programme')) },
  {
    path: '/membres',
    roles: staff,
    page: latePart(() => import('./members/members')),
    menu: { label: 'members', icon: IconBuildingCommunity },
  },
];
