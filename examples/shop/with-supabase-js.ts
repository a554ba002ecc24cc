// The same shop over the Data API. The schema of the routed views has to be exposed (Project Settings, Data API).
import { createClient } from '@supabase/supabase-js';
import { tryAgain } from './try-again.ts';

export type Order = { id: number; customer_id: number; price: number };

export function openShop(url: string, key: string, schema = 'routed') {
  const client = createClient(url, key, { db: { schema } });
  return {
    place: (customer: number, price: number): Promise<Order> =>
      // throwOnError: the code of a refusal is the error's code.
      tryAgain(async () => {
        const { data } = await client
          .from('orders')
          .insert({ customer_id: customer, price })
          .select()
          .single<Order>()
          .throwOnError();
        return data;
      }),

    async find(id: number): Promise<Order | null> {
      const { data } = await client.from('orders').select().eq('id', id).maybeSingle<Order>().throwOnError();
      return data;
    },

    reprice: (id: number, price: number): Promise<Order> =>
      tryAgain(async () => {
        const { data } = await client
          .from('orders')
          .update({ price })
          .eq('id', id)
          .select()
          .single<Order>()
          .throwOnError();
        return data;
      }),
  };
}
