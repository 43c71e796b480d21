import { describe } from 'vitest';
import { checkScreens } from './check-screens.ts';

describe('every screen by which a consortium is run can be used by everyone', () => checkScreens('running'));
