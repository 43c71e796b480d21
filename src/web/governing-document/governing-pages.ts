import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '#web/signed-in.tsx';
import { readLibrarySearch, readVersionSearch } from './document-search.ts';

const library = createRoute({
  getParentRoute: () => signedIn,
  path: '/consortia/$id/documents',
  component: lazyRouteComponent(() => import('./documents-page.tsx'), 'DocumentsPage'),
  validateSearch: readLibrarySearch,
});

const document = createRoute({
  getParentRoute: () => signedIn,
  path: '/consortia/$id/documents/$documentId',
  component: lazyRouteComponent(() => import('./document-page.tsx'), 'DocumentPage'),
  validateSearch: readVersionSearch,
});

export const governingPages = [library, document] as const;
