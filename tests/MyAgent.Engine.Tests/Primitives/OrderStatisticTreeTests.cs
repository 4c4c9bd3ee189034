using FsCheck;
using FsCheck.Fluent;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Tests.Primitives;

/// <summary>The ranked set against a sorted list.</summary>
[UnitTests]
public sealed class OrderStatisticTreeTests
{
    [Fact]
    public void The_tree_has_the_elements_of_a_sorted_list() => Prop.ForAll(
        ArbMap.Default.ArbFor<(bool Add, byte Item)[]>(),
        steps =>
        {
            var (ranked, sorted) = (new OrderStatisticTree<int>(Comparer<int>.Default), new SortedSet<int>());
            foreach (var (add, item) in steps)
                (add ? ranked.Add(item) : ranked.Remove(item)).ShouldBe(add ? sorted.Add(item) : sorted.Remove(item));
            ShouldBeAlike(ranked, sorted);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Ranks_stay_right_when_the_tree_is_filled_and_emptied_in_order(int direction)
    {
        var (ranked, sorted) = (new OrderStatisticTree<int>(Comparer<int>.Default), new SortedSet<int>());
        for (var item = 0; item < 3000; item++)
            ranked.Add(item * direction).ShouldBe(sorted.Add(item * direction));
        for (var item = 0; item < 2900; item++)
            ranked.Remove(item * direction).ShouldBe(sorted.Remove(item * direction));
        ShouldBeAlike(ranked, sorted);
    }

    private static void ShouldBeAlike(OrderStatisticTree<int> ranked, SortedSet<int> sorted)
    {
        ranked.ShouldBe(sorted);
        ranked.Count.ShouldBe(sorted.Count);
        foreach (var (item, rank) in sorted.Select((item, rank) => (item, rank)))
        {
            ranked.RankOf(item).ShouldBe(rank);
            ranked.From(rank).First().ShouldBe(item);
        }
        ranked.RankOf(-5000).ShouldBe(0);
        ranked.RankOf(5000).ShouldBe(sorted.Count);
        ranked.From(sorted.Count).ShouldBeEmpty();
    }
}
