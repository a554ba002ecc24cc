// A shop on a server, over postgres.js. It knows the routed views, and nothing of a legacy side.
import postgres from 'postgres';
import { tryAgain } from './try-again.ts';

export type Order = { id: string; customer_id: string; price: string };

export function openShop(url: string, schema = 'routed') {
  const sql = postgres(url, { max: 5 });
  const orders = sql(`${schema}.orders`);
  return {
    async place(customer: number, price: string): Promise<Order> {
      const [order] = await tryAgain(
        () => sql<Order[]>`insert into ${orders} (customer_id, price) values (${customer}, ${price}) returning *`,
      );
      if (!order) throw new Error('nothing was inserted');
      return order;
    },

    async find(id: string): Promise<Order | undefined> {
      const [order] = await sql<Order[]>`select * from ${orders} where id = ${id}`;
      return order;
    },

    /** A transaction is tried again as a whole. */
    async discount(id: string, percent: number): Promise<Order | undefined> {
      return await tryAgain(() =>
        sql.begin(async (transaction) => {
          const [order] = await transaction<Order[]>`
            update ${orders} set price = round(price * (100 - ${percent}::numeric) / 100, 2) where id = ${id} returning *`;
          return order;
        }),
      );
    },

    close: () => sql.end(),
  };
}
