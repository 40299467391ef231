// For developers: see services/analytics/funnel.ts.
import { analyticsEndpoint } from '../analytics-endpoint.ts';

export const getAnalyticsFunnel = analyticsEndpoint('funnel');
