import { describe } from 'vitest';
import { checkScreens } from './check-screens.ts';

describe('every screen of the form, of oversight and of the public can be used by everyone', () =>
  checkScreens('form'));
