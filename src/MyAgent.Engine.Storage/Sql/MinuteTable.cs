using System.Data;
using System.Data.Common;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage.Sql;

/// <summary>A table of figures by minute, with the SQL that adds to it and sums it.</summary>
/// <param name="Table">The name of the table.</param>
/// <param name="Ids">The columns that say whose figures they are: the id of a queue or agent, and perhaps a wrap-up code.</param>
/// <param name="MaxColumn">The column that keeps the maximum, not the sum; null for none.</param>
/// <param name="Columns">The columns that are summed.</param>
internal sealed record MinuteTable(string Table, IReadOnlyList<string> Ids, string? MaxColumn, IReadOnlyList<string> Columns)
{
    /// <summary>Adds a row's figures to those of the same minute.</summary>
    public string Add { get; } =
        $"INSERT INTO {Table} ({string.Join(", ", (string[])[.. Ids, "minute", .. Columns, .. OrNone(MaxColumn)])}) "
        + $"VALUES ({string.Join(", ", Enumerable.Range(0, Ids.Count + 1 + Columns.Count + OrNone(MaxColumn).Length).Select(index => $"@p{index}"))}) "
        + $"ON CONFLICT (minute, {string.Join(", ", Ids)}) DO UPDATE SET {string.Join(", ", Columns.Select(column => $"{column} = {Table}.{column} + excluded.{column}"))}"
        + string.Concat(OrNone(MaxColumn).Select(column => $", {column} = CASE WHEN excluded.{column} IS NULL OR {Table}.{column} >= excluded.{column} "
            + $"THEN {Table}.{column} ELSE excluded.{column} END"));

    /// <summary>Sums a period by interval. The parameters are the first minute, the minute after the last one and the length of an interval in minutes.</summary>
    public string Sum { get; } = SumOf(Table, Ids, MaxColumn, Columns, "");

    /// <summary>As <see cref="Sum"/>, for one queue or agent, which is the fourth parameter.</summary>
    public string SumOfOne { get; } = SumOf(Table, Ids, MaxColumn, Columns, $" AND {Ids[0]} = @p3");

    /// <summary>The parameters of <see cref="Add"/>.</summary>
    public object?[] ValuesOf(MinuteRow row) =>
    [
        row.Id, .. Ids.Count > 1 ? [row.Code] : Array.Empty<object?>(), row.Minute, .. row.Sums.Cast<object?>(),
        .. MaxColumn is null ? [] : new object?[] { row.LongestWait ?? (object)DbType.Int64 },
    ];

    /// <summary>Reads a row of <see cref="Sum"/>.</summary>
    public MinuteRow Row(DbDataReader row)
    {
        var (sums, longest) = (Ids.Count + 1, Ids.Count + 1 + Columns.Count);
        return new MinuteRow(
            row.GetString(0), row.GetInt64(Ids.Count), [.. Enumerable.Range(sums, Columns.Count).Select(row.GetInt64)],
            MaxColumn is null || row.IsDBNull(longest) ? null : row.GetInt64(longest), Ids.Count > 1 ? row.GetString(1) : null);
    }

    private static string SumOf(string table, IReadOnlyList<string> ids, string? maxColumn, IReadOnlyList<string> columns, string filter) =>
        $"SELECT {string.Join(", ", ids)}, (minute - @p0) / @p2 AS part, {string.Join(", ", columns.Select(column => $"CAST(sum({column}) AS BIGINT)"))}"
        + $"{string.Concat(OrNone(maxColumn).Select(column => $", max({column})"))} FROM {table} WHERE minute >= @p0 AND minute < @p1{filter} "
        + $"GROUP BY {string.Join(", ", ids)}, part";

    private static string[] OrNone(string? column) => column is null ? [] : [column];
}
