namespace MyAgent.Engine.Projections.Tests;

internal static class FoldExtensions
{
    /// <summary>Gives a view all that is in the journal.</summary>
    public static TView FoldInto<TView>(this JournalScript journal, TView view)
        where TView : IProjection
    {
        foreach (var record in journal.Records)
            view.Fold(record);
        return view;
    }
}
