// How a table was served in a minute, as one instance of an application counted it: what the switch is judged by afterwards.
import { serviceMetricsRequest } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint({
  name: 'service-metrics',
  methods: ['POST'],
  request: serviceMetricsRequest,
  operation: (args) => ({ operation: 'record_service_metrics', args }),
  intended: () => 'record_service_metrics',
});
