using System.Data;
using System.Data.Common;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage.Sql;

/// <summary>A table of figures by minute, with the SQL that adds to it and sums it.</summary>
/// <param name="Table">The name of the table.</param>
/// <param name="Id">The column with the id of the queue or agent.</param>
/// <param name="MaxColumn">The column that keeps the maximum, not the sum; null for none.</param>
/// <param name="Columns">The columns that are summed.</param>
internal sealed record MinuteTable(string Table, string Id, string? MaxColumn, IReadOnlyList<string> Columns)
{
    /// <summary>Adds a row's figures to those of the same minute.</summary>
    public string Add { get; } =
        $"INSERT INTO {Table} ({Id}, minute, {string.Join(", ", Columns)}{OrNothing(MaxColumn, $", {MaxColumn}")}) "
        + $"VALUES (@p0, @p1, {string.Join(", ", Columns.Select((_, index) => $"@p{index + 2}"))}{OrNothing(MaxColumn, $", @p{Columns.Count + 2}")}) "
        + $"ON CONFLICT (minute, {Id}) DO UPDATE SET {string.Join(", ", Columns.Select(column => $"{column} = {Table}.{column} + excluded.{column}"))}"
        + OrNothing(MaxColumn, $", {MaxColumn} = CASE WHEN excluded.{MaxColumn} IS NULL OR {Table}.{MaxColumn} >= excluded.{MaxColumn} "
            + $"THEN {Table}.{MaxColumn} ELSE excluded.{MaxColumn} END");

    /// <summary>Sums a period by interval. The parameters are the first minute, the minute after the last one and the length of an interval in minutes.</summary>
    public string Sum { get; } =
        $"SELECT {Id}, (minute - @p0) / @p2 AS part, {string.Join(", ", Columns.Select(column => $"CAST(sum({column}) AS BIGINT)"))}"
        + $"{OrNothing(MaxColumn, $", max({MaxColumn})")} FROM {Table} WHERE minute >= @p0 AND minute < @p1 GROUP BY {Id}, part";

    /// <summary>The parameters of <see cref="Add"/>.</summary>
    public object?[] ValuesOf(MinuteRow row) => MaxColumn is null
        ? [row.Id, row.Minute, .. row.Sums.Cast<object?>()]
        : [row.Id, row.Minute, .. row.Sums.Cast<object?>(), row.LongestWait ?? (object)DbType.Int64];

    /// <summary>Reads a row of <see cref="Sum"/>.</summary>
    public MinuteRow Row(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), [.. Enumerable.Range(2, Columns.Count).Select(row.GetInt64)],
        MaxColumn is null || row.IsDBNull(Columns.Count + 2) ? null : row.GetInt64(Columns.Count + 2));

    private static string OrNothing(string? column, string sql) => column is null ? "" : sql;
}
