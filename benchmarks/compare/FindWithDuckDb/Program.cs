using DuckDB.NET.Data;

namespace TorIntel.Benchmarks.DuckDb;

/// <summary>Counts the events of a log that have an address of a list, on one thread, and reads no more columns than that needs: <c>FindWithDuckDb A|B|C LIST LOG</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var kind, var list, var log])
        {
            Console.Error.WriteLine("usage: FindWithDuckDb A|B|C LIST LOG");
            return 2;
        }

        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Run(connection, "SET threads = 1");
        Run(connection, $"CREATE TABLE listed AS SELECT ip FROM read_csv('{list}', columns = {{'ip': 'VARCHAR'}}, header = false, delim = ' ')");
        Console.WriteLine(Run(connection, $"SELECT count(*) FROM {Query(kind, log)}"));
        return 0;
    }

    private static string Query(string kind, string log) => kind switch
    {
        "A" => $"read_ndjson('{log}', columns = {{'src_ip': 'VARCHAR', 'dest_ip': 'VARCHAR'}}) WHERE src_ip IN (FROM listed) OR dest_ip IN (FROM listed)",
        "B" => $"read_csv('{log}', delim = ' ', quote = '\"', escape = '\\', header = false, auto_detect = false, columns = {{{Columns(10)}}}) WHERE c0 IN (FROM listed)",
        "C" => $"read_csv('{log}', delim = '\t', quote = '', header = false, auto_detect = false, comment = '#', columns = {{{Columns(21)}}}) WHERE c2 IN (FROM listed) OR c4 IN (FROM listed)",
        _ => throw new ArgumentException("A, B or C", nameof(kind)),
    };

    private static string Columns(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"'c{i}': 'VARCHAR'"));

    private static object? Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
